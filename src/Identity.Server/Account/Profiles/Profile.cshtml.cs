using Identity.Core.Sessions;
using Identity.Core.Users;
using Identity.Core.Users.Attributes;
using Identity.Hosting.Localization;
using Identity.Server.Account.Contacts;
using Identity.Server.AccountApi.Profiles;
using Identity.Server.Sessions;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Profiles;

/// <summary>What the account used last in this browser says about its person, and the name to sign in with.</summary>
internal sealed class ProfilePage(ProfileChanges changes, UserNames names, ContactOwner owner, ContactChangeAnswers answers, BrowserSessions browsers, Texts texts, IOptions<UserNameOptions> options, IOptions<ProfileOptions> profile) : PageModel
{
    public const string Path = "/account/profile";

    [BindProperty(Name = "")]
    public ProfileInput Input { get; set; } = new();

    [BindProperty(Name = "username")]
    public string? Username { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    /// <summary>What was saved just now: <c>profile</c> or <c>username</c>.</summary>
    [BindProperty(SupportsGet = true, Name = "saved")]
    public string? Saved { get; set; }

    public User Person { get; private set; } = null!;

    /// <summary>Which state of the profile the fields show.</summary>
    public string Version { get; private set; } = "";

    /// <summary>What the operator keeps beside the standard claims.</summary>
    public IReadOnlyList<AttributeField> Attributes { get; private set; } = [];

    public bool CanChangeUsername => names.IsOn;

    /// <summary>Somebody without a password has to sign in again first.</summary>
    public bool IsStale { get; private set; }

    /// <summary>The form with the username was sent.</summary>
    public bool IsNaming { get; private set; }

    /// <summary>Something is wrong with what is folded away.</summary>
    public bool HasFoldedErrors => ModelState.Any(entry => entry.Value!.Errors.Count > 0 && !entry.Key.StartsWith("attribute_", StringComparison.Ordinal) && entry.Key is not ("" or "name" or "given_name" or "family_name" or "nickname" or "username" or "password"));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is null) return SignIn();

        Show();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "version")] string? version, CancellationToken ct)
    {
        if (await OpenAsync(ct) is not { } session) return SignIn();

        Username = Person.UserName;
        var typed = TypedAttributes();
        Attributes = Fields(typed);
        switch (await changes.ApplyAsync(session.UserId, null, Input.PatchOf(Person, typed), current => current == version, ct))
        {
            case ProfileResult.Done:
                return Redirect($"{Request.PathBase}{Path}?saved=profile");
            case ProfileResult.Rejected rejected:
                foreach (var path in rejected.Errors.Keys.Select(path => path.Split('.'))) AddError(path);
                return Page();
            default:
                Response.StatusCode = StatusCodes.Status409Conflict;
                ModelState.AddModelError("", texts["profile.changed"]);
                return Page();
        }
    }

    public async Task<IActionResult> OnPostUsernameAsync(CancellationToken ct)
    {
        if (!CanChangeUsername) return NotFound();
        if (await OpenAsync(ct) is not { } session) return SignIn();

        IsNaming = true;
        var (wanted, password) = (Username, Password);
        Show();
        (Username, Password) = (wanted, null);
        if (Person.PasswordHash is not null && string.IsNullOrEmpty(password)) ModelState.AddModelError("password", texts["password.current.required"]);
        if (!ModelState.IsValid || (await owner.RefuseAsync(session, password, options.Value.RecentSignIn, ct) is { } refused && !answers.Tell(refused, ModelState, "profile", "username"))) return Page();

        switch (await names.ChangeAsync(session.UserId, wanted, browsers.Actor(session.UserId), ct))
        {
            case UserNameResult.Done:
                return Redirect($"{Request.PathBase}{Path}?saved=username");
            case UserNameResult.TooMany tooMany:
                Response.AskToWait(StatusCodes.Status429TooManyRequests, tooMany.RetryAfter);
                ModelState.AddModelError("", texts.Count("profile.username.too_many", Waiting.InMinutes(tooMany.RetryAfter)));
                return Page();
            case UserNameResult.Rejected rejected:
                foreach (var problem in rejected.Problems) ModelState.AddModelError("username", problem);
                return Page();
            default:
                throw new InvalidOperationException("There is no such answer.");
        }
    }

    private void AddError(string[] path)
    {
        if (path is ["attributes", var name] && profile.Value.Find(name) is { } attribute)
        {
            var (key, limit) = attribute.Values.Count > 0 ? ("profile.attribute.choice", 0) : ("profile.attribute.invalid", attribute.MaximumLength);
            ModelState.AddModelError(AttributeField.NameOf(name), texts[key, ("name", LabelOf(attribute)), ("limit", limit)]);
        }
        else
        {
            ModelState.AddModelError(path[^1], texts[$"profile.{path[^1]}.invalid"]);
        }
    }

    // Those that people may change and that the form had.
    private Dictionary<string, string?> TypedAttributes() => profile.Value.Attributes
        .Where(attribute => attribute.Editable && Request.Form.ContainsKey(AttributeField.NameOf(attribute.Name)))
        .ToDictionary(attribute => attribute.Name, attribute => Request.Form[AttributeField.NameOf(attribute.Name)].ToString().Trim() is { Length: > 0 } text ? text : null);

    private List<AttributeField> Fields(Dictionary<string, string?> typed) => [.. profile.Value.Attributes
        .Select(attribute => new AttributeField(attribute, LabelOf(attribute), typed.TryGetValue(attribute.Name, out var value) ? value : Person.Attributes.GetValueOrDefault(attribute.Name)))
        .Where(field => field.Definition.Editable || field.Value is not null)];

    private string LabelOf(AttributeDefinition attribute)
        => texts.Has($"attribute.{attribute.Name}") ? texts[$"attribute.{attribute.Name}"] : attribute.Label ?? attribute.Name;

    private async Task<Session?> OpenAsync(CancellationToken ct)
    {
        if (await owner.CurrentAsync(ct) is not { User: { } person } session) return null;

        (Person, Version, IsStale) = (person, PersonProfile.ETag(person), owner.IsStale(session, options.Value.RecentSignIn));
        return session;
    }

    private void Show() => (Input, Username, Attributes) = (ProfileInput.Of(Person), Person.UserName, Fields([]));

    private RedirectResult SignIn() => Redirect(Request.PathBase + "/signin");
}
