namespace Identity.Core.Keys.Rotation;

/// <summary>Where a key is in its life. What is deleted has no row.</summary>
public enum KeyState
{
    /// <summary>Published, so that apps know it before it signs.</summary>
    Announced,

    /// <summary>It signs or encrypts.</summary>
    Active,

    /// <summary>It still verifies and decrypts what lives longer.</summary>
    Retired,
}
