using System.ComponentModel.DataAnnotations;
using Identity.Hosting.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Options;

namespace Identity.Hosting.Pages;

/// <summary>Takes the words of the framework's own checks from our texts. A rule may name its text itself.</summary>
internal sealed class LocalisedMessages(Texts texts) : IValidationMetadataProvider, IConfigureOptions<MvcOptions>
{
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var rule in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            if (rule.ErrorMessage is null && rule.ErrorMessageResourceName is null) rule.ErrorMessage = Key(rule);
        }
    }

    public void Configure(MvcOptions options)
    {
        options.ModelMetadataDetailsProviders.Add(new PlainFieldNames());
        options.ModelMetadataDetailsProviders.Add(this);

        var messages = options.ModelBindingMessageProvider;
        messages.SetMissingBindRequiredValueAccessor(_ => texts["ui.binding.missing"]);
        messages.SetMissingKeyOrValueAccessor(() => texts["ui.binding.missing"]);
        messages.SetMissingRequestBodyRequiredValueAccessor(() => texts["ui.binding.missing"]);
        messages.SetValueMustNotBeNullAccessor(_ => texts["ui.binding.missing"]);
        messages.SetAttemptedValueIsInvalidAccessor((_, _) => texts["ui.binding.value"]);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => texts["ui.binding.value"]);
        messages.SetUnknownValueIsInvalidAccessor(_ => texts["ui.binding.value"]);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => texts["ui.binding.value"]);
        messages.SetValueIsInvalidAccessor(_ => texts["ui.binding.value"]);
        messages.SetValueMustBeANumberAccessor(_ => texts["ui.binding.number"]);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => texts["ui.binding.number"]);
    }

    private static string Key(ValidationAttribute rule) => rule switch
    {
        RequiredAttribute => "ui.field.required",
        StringLengthAttribute or MaxLengthAttribute => "ui.field.length",
        MinLengthAttribute => "ui.field.min_length",
        RangeAttribute => "ui.field.range",
        EmailAddressAttribute => "ui.field.email",
        UrlAttribute => "ui.field.url",
        CompareAttribute => "ui.field.compare",
        _ => "ui.field.format",
    };
}
