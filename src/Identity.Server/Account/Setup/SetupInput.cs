using System.ComponentModel.DataAnnotations;
using Identity.Core.Data;

namespace Identity.Server.Account.Setup;

/// <summary>The fields of the set-up page.</summary>
public sealed class SetupInput
{
    public const int ProductNameLength = 60;

    [MaxLength(Lengths.Name, ErrorMessage = "setup.name.too_long")]
    [Display(Name = "setup.name")]
    public string? Name { get; set; }

    [Required(ErrorMessage = "setup.email.required")]
    [EmailAddress(ErrorMessage = "setup.email.required")]
    [MaxLength(Lengths.Email, ErrorMessage = "setup.email.required")]
    [Display(Name = "setup.email")]
    public string? Email { get; set; }

    [Required(ErrorMessage = "setup.password.required")]
    [Display(Name = "setup.password")]
    public string? NewPassword { get; set; }

    [Required(ErrorMessage = "setup.product_name.required")]
    [MaxLength(ProductNameLength, ErrorMessage = "setup.product_name.required")]
    [Display(Name = "setup.product_name")]
    public string? ProductName { get; set; }
}
