using Microsoft.Extensions.Options;

namespace Identity.Hosting.Themes;

/// <summary>A theme that must not be used. It is reported like a wrong setting: one sentence that names file and member.</summary>
internal sealed class ThemeException(string file, string member, string what)
    : OptionsValidationException("Themes", typeof(ThemesOptions), [member.Length == 0 ? $"{file}: {what}" : $"{file}: {member}: {what}"]);
