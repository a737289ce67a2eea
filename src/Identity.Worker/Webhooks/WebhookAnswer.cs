using System.Net;

namespace Identity.Worker.Webhooks;

/// <summary>What the status of an answer to our own requests means.</summary>
internal enum WebhookAnswer
{
    /// <summary>Any of 2xx.</summary>
    Taken = 1,

    /// <summary>422: nobody can deliver it, such as to a number that does not exist.</summary>
    Undeliverable,

    /// <summary>Anything else: the next one is asked, and this one again later.</summary>
    Failed,
}

internal static class WebhookAnswers
{
    public static WebhookAnswer Judge(this HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => WebhookAnswer.Taken,
        422 => WebhookAnswer.Undeliverable,
        _ => WebhookAnswer.Failed,
    };
}
