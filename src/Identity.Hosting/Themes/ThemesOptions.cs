using System.ComponentModel.DataAnnotations;

namespace Identity.Hosting.Themes;

/// <summary>Section <c>Themes</c>.</summary>
public sealed class ThemesOptions
{
    /// <summary>The folder that holds one folder for each theme; when relative, looked for beside the executable as well.</summary>
    [Required]
    public string Directory { get; set; } = "./themes";

    /// <summary>The theme of pages that no app or organisation dresses otherwise.</summary>
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,39}$", ErrorMessage = "Themes:Default must be the name of a theme's folder: small letters, digits and hyphens, for example acme.")]
    public string Default { get; set; } = "default";

    /// <summary>Where the themes are: the folder of the working directory, or the one beside the executable.</summary>
    public string Root
    {
        get
        {
            var given = Path.GetFullPath(Directory);
            return System.IO.Directory.Exists(Path.Combine(given, Default)) ? given : Path.GetFullPath(Directory, AppContext.BaseDirectory);
        }
    }
}
