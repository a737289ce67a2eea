using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Identity.Server.Protocol.Device;

/// <summary>Enter the code that a device shows. The address may bring the code along; it is still the person who sends it.</summary>
internal sealed class DevicePage(DeviceCodeEntry entry, IOptions<DeviceOptions> options) : PageModel
{
    [BindProperty(Name = "")]
    public DeviceInput Input { get; set; } = new();

    /// <summary>The request that the person was deciding about has ended meanwhile.</summary>
    [BindProperty(SupportsGet = true, Name = "ended")]
    public bool Ended { get; set; }

    public int CodeLength => options.Value.UserCodeLength;

    public void OnGet([FromQuery(Name = "user_code")] string? userCode)
        => Input.UserCode = UserCode.Read(userCode, CodeLength) is { } code ? UserCode.Display(code) : null;

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
        => ModelState.IsValid && await entry.TryAsync(Input.UserCode!, ModelState, ct) is { } flow
            ? Redirect($"{Request.PathBase}/device/confirm?flow={flow}")
            : Page();
}

/// <summary>The field of the page.</summary>
public sealed class DeviceInput
{
    [Required(ErrorMessage = "device.required")]
    [MaxLength(100, ErrorMessage = "device.rejected")]
    [Display(Name = "device.code")]
    public string? UserCode { get; set; }
}
