// The answer is in the form; a person need not press the button. requestSubmit would be held back by the submit guard.
document.querySelector("form[data-form-post]")?.submit();
