using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignIn.Link;

/// <summary>The pages are not there when sign-in by mail is turned off: links that were sent before do nothing either.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class WhenTurnedOnAttribute : Attribute, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (!context.HttpContext.RequestServices.GetRequiredService<IOptions<SignInLinkOptions>>().Value.Enabled) context.Result = new NotFoundResult();
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
        // Nothing is left to do.
    }
}
