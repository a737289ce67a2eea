using System.ComponentModel.DataAnnotations;
using Identity.Core.Data;

namespace Identity.Server.Account.SignUp;

/// <summary>The fields of the sign-up page.</summary>
public sealed class SignUpInput
{
    [Required(ErrorMessage = "signup.email.required")]
    [MaxLength(Lengths.Email, ErrorMessage = "signup.email.required")]
    [Display(Name = "signup.email")]
    public string? Email { get; set; }

    [MaxLength(Lengths.Name, ErrorMessage = "signup.name.too_long")]
    [Display(Name = "signup.name")]
    public string? Name { get; set; }

    [Required(ErrorMessage = "signup.password.required")]
    [Display(Name = "signup.password")]
    public string? NewPassword { get; set; }

    /// <summary>The work of the browser, where there are many sign-ups.</summary>
    public string? Work { get; set; }

    /// <summary>Agrees to the terms of use, where there are any.</summary>
    public bool Terms { get; set; }
}
