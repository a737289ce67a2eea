using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Hosting.Tests.Sample;

public sealed class ComponentsPage : PageModel
{
    [BindProperty(Name = "")]
    public SignInInput Input { get; set; } = new();

    public void OnPost()
    {
        if (Input.Username == "reject") ModelState.AddModelError("", "Check your email and password, then try again");
    }

    public sealed class SignInInput
    {
        [Required, StringLength(20)]
        public string Username { get; set; } = "";

        [Required]
        public string Password { get; set; } = "";

        [MinLength(4)]
        public string? NewPassword { get; set; }

        public int? Age { get; set; }

        public bool Remember { get; set; }
    }
}
