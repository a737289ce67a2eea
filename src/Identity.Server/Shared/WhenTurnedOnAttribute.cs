using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Shared;

/// <summary>The page is not there while its feature is turned off: what was sent before does nothing either.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class WhenTurnedOnAttribute<TFeature> : Attribute, IResourceFilter
    where TFeature : IFeature
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (!context.HttpContext.RequestServices.GetRequiredService<TFeature>().IsOn) context.Result = new NotFoundResult();
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
        // Nothing is left to do.
    }
}

/// <summary>Something that an operator can do without.</summary>
internal interface IFeature
{
    bool IsOn { get; }
}
