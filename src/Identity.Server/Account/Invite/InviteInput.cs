using System.ComponentModel.DataAnnotations;
using Identity.Core.Data;

namespace Identity.Server.Account.Invite;

/// <summary>The fields of the page of an invitation.</summary>
public sealed class InviteInput
{
    [MaxLength(Lengths.Name, ErrorMessage = "signup.name.too_long")]
    [Display(Name = "signup.name")]
    public string? Name { get; set; }

    [Required(ErrorMessage = "signup.password.required")]
    [Display(Name = "signup.password")]
    public string? NewPassword { get; set; }
}
