function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`Set the environment variable ${name}. README.md beside this file explains each.`);
  return value;
}

export const settings = {
  issuer: new URL(required('IDENTITY_URL')),
  clientId: required('IDENTITY_CLIENT_ID'),
  clientSecret: required('IDENTITY_CLIENT_SECRET'),
  redirectUri: required('IDENTITY_REDIRECT_URI'),
  postLogoutRedirectUri: required('IDENTITY_POST_LOGOUT_REDIRECT_URI'),
  keyClient: { clientId: required('IDENTITY_KEY_CLIENT_ID'), privateKey: JSON.parse(required('IDENTITY_KEY_CLIENT_JWK')) },
  deviceClientId: required('IDENTITY_DEVICE_CLIENT_ID'),
  apiScope: required('IDENTITY_API_SCOPE'),
  username: required('IDENTITY_USERNAME'),
  password: required('IDENTITY_PASSWORD'),
};
