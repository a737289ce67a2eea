namespace Identity.App.Serve;

/// <summary>What has to be there before the first role starts.</summary>
internal static class Preparation
{
    public static Task<Announcement> RunAsync(IConfiguration settings, CancellationToken ct)
    {
        var data = Path.GetFullPath(settings["Data:Directory"] ?? "./data");
        DataDirectory.Ensure(data);
        return Task.FromResult(new Announcement([("data", data), ("themes", Path.GetFullPath(settings["Themes:Directory"] ?? "./themes"))]));
    }
}
