using System.ComponentModel.DataAnnotations;
using Identity.Core.Data;

namespace Identity.Server.Account.SignIn;

/// <summary>The fields of the sign-in page.</summary>
public sealed class SignInInput
{
    [Required(ErrorMessage = "signin.username.required")]
    [MaxLength(Lengths.Email, ErrorMessage = "signin.username.required")]
    [Display(Name = "signin.username")]
    public string? Username { get; set; }

    [Required(ErrorMessage = "signin.password.required")]
    [MaxLength(4096, ErrorMessage = "signin.rejected")]
    [Display(Name = "signin.password")]
    public string? Password { get; set; }

    [Display(Name = "signin.remember")]
    public bool Remember { get; set; }
}
