import * as vscode from 'vscode';
import { checkAccessKey, checkSecretKey, checkToken } from '../../model/pastedCredential';
import type { Step } from '../quickInput/steps';
import { type SignInDraft, textStep } from './signInDraft';
import { connectionTo, describeSignInError, verifyAndStore } from './verifyAndStore';

export function askAccessKeyId(draft: SignInDraft): Step {
  return textStep({
    prompt: vscode.l10n.t('Access key ID (AK). The content of credentials.csv can be pasted as a whole.'),
    value: draft.answers.accessKey,
    // The secret key may be pasted along with the ID.
    password: true,
    check: checkAccessKey,
    sentences: {
      empty: vscode.l10n.t('Enter the access key ID.'),
      notAKey: vscode.l10n.t('This holds characters that no access key ID has.'),
      looksLikeSecretKey: vscode.l10n.t(
        'This looks like the secret key (SK). The access key ID (AK) has 20 letters and digits.',
      ),
    },
    store: ({ accessKey, secretKey }) => {
      draft.answer({ accessKey });
      if (secretKey !== undefined) draft.credential.secretKey = secretKey;
    },
  });
}

/** Asks for the secret key. One that needs no security token is tried at IAM at once. */
export function askSecretKey(draft: SignInDraft): Step {
  const { accessKey = '', endpoint = '', method } = draft.answers;
  return textStep({
    prompt: vscode.l10n.t(
      'Secret access key (SK) of {0}. It signs requests to {1}, is never sent, and is kept in SecretStorage.',
      accessKey,
      endpoint,
    ),
    value: draft.credential.secretKey,
    password: true,
    check: checkSecretKey,
    sentences: {
      empty: vscode.l10n.t('Enter the secret access key.'),
      notAKey: vscode.l10n.t('This holds characters that no secret access key has.'),
      looksLikeAccessKey: vscode.l10n.t(
        'This looks like the access key ID (AK). The secret access key (SK) has 40 letters and digits.',
      ),
    },
    store: ({ secretKey }) => (draft.credential.secretKey = secretKey),
    tryOut: async (_, signal) => (method === 'temporaryKey' ? undefined : tryAccessKey(draft, signal)),
  });
}

export function askSecurityToken(draft: SignInDraft): Step {
  const { endpoint, iamEndpoint } = draft.answers;
  const notAToken = vscode.l10n.t('This holds characters that no security token has.');
  return textStep({
    prompt: vscode.l10n.t(
      'Security token of the temporary access key. It is sent to {0} only and kept in SecretStorage.',
      [...new Set([endpoint, iamEndpoint])].join(', '),
    ),
    value: draft.credential.securityToken,
    password: true,
    check: checkToken,
    sentences: { empty: notAToken, notAToken },
    store: ({ token }) => (draft.credential.securityToken = token),
    tryOut: (_, signal) => tryAccessKey(draft, signal),
  });
}

async function tryAccessKey(draft: SignInDraft, signal: AbortSignal): Promise<string | undefined> {
  const error = await draft.loadProjectList(() => draft.accessKey, signal);
  return error && describeSignInError(error, draft.answers.method);
}

export function askAccountName(draft: SignInDraft): Step {
  return textStep({
    ...nameBox(draft.answers.accountName),
    prompt: vscode.l10n.t('Account name, which owns the user. The console shows it under My Credentials.'),
    store: ({ text }) => draft.answer({ accountName: text }),
  });
}

export function askUserName(draft: SignInDraft): Step {
  return textStep({
    ...nameBox(draft.answers.userName),
    prompt: vscode.l10n.t('IAM user name'),
    store: ({ text }) => draft.answer({ userName: text }),
  });
}

function nameBox(value: string | undefined) {
  return {
    value,
    check: (text: string) => checkEntered(text.trim()),
    sentences: { empty: vscode.l10n.t('Enter the name.') },
  };
}

function checkEntered(text: string): { readonly text: string } | { readonly problem: 'empty' } {
  return text === '' ? { problem: 'empty' } : { text };
}

/** Asks for the password and tries it at IAM, which also lists the user's projects. */
export function askPassword(draft: SignInDraft): Step {
  const { accountName = '', userName = '', iamEndpoint = '' } = draft.answers;
  return textStep({
    prompt: vscode.l10n.t('Password of {0}. It is sent to {1} only and not stored.', userName, iamEndpoint),
    password: true,
    check: checkEntered,
    sentences: { empty: vscode.l10n.t('Enter the password.') },
    store: ({ text }) => (draft.credential.password = text),
    tryOut: async ({ text: password }, signal) => {
      const error = await draft.loadProjectList(async (iam) => {
        const { token } = await iam.fetchAccountToken({ accountName, userName, password }, signal);
        return { kind: 'token', token };
      }, signal);
      return error && describeSignInError(error, 'password');
    },
  });
}

/** Asks for a token as the last step: it is tried before anything is stored. */
export function askToken(draft: SignInDraft): Step {
  const { endpoint = '', projectId = '' } = draft.answers;
  return textStep({
    prompt: vscode.l10n.t(
      'IAM token of the project (X-Subject-Token). It is sent to {0} only and kept in SecretStorage.',
      endpoint,
    ),
    password: true,
    check: checkToken,
    sentences: {
      empty: vscode.l10n.t('Paste the token.'),
      notAToken: vscode.l10n.t('This holds characters that no token has. Copy the value of X-Subject-Token again.'),
    },
    tryOut: ({ token }, signal) => {
      const connection = connectionTo(draft.answers, { id: projectId });
      return verifyAndStore([{ connection, credential: { kind: 'token', token } }], draft.deps, signal);
    },
  });
}
