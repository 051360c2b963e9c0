import * as vscode from 'vscode';
import {
  type AccessKeyProblem,
  checkAccessKey,
  checkSecretKey,
  checkToken,
  type SecretKeyProblem,
  type TokenProblem,
} from '../../model/pastedCredential';
import type { Step } from '../quickInput/steps';
import { loadProjectList } from './iamProjects';
import type { SignInDeps, SignInDraft } from './signInDraft';
import { describeSignInError } from './signInLabels';
import { textStep } from './textStep';
import { connectionTo, verifyAndStore } from './verifyAndStore';

export function askAccessKeyId(draft: SignInDraft): Step {
  return textStep({
    prompt: vscode.l10n.t('Access key ID (AK). The content of credentials.csv can be pasted as a whole.'),
    value: draft.answers.accessKey,
    // The secret key may be pasted along with the ID.
    password: true,
    check: (text) => {
      const result = checkAccessKey(text);
      return 'problem' in result ? describeAccessKeyProblem(result.problem) : result;
    },
    store: ({ accessKey, secretKey }) => {
      draft.answer({ accessKey });
      if (secretKey !== undefined) draft.credential.secretKey = secretKey;
    },
  });
}

/** Asks for the secret key. One that needs no security token is tried at IAM at once. */
export function askSecretKey(draft: SignInDraft, deps: SignInDeps): Step {
  const { accessKey = '', endpoint = '', method } = draft.answers;
  return textStep({
    prompt: vscode.l10n.t(
      'Secret access key (SK) of {0}. It signs requests to {1}, is never sent, and is kept in SecretStorage.',
      accessKey,
      endpoint,
    ),
    value: draft.credential.secretKey,
    password: true,
    check: (text) => {
      const result = checkSecretKey(text);
      return 'problem' in result ? describeSecretKeyProblem(result.problem) : result;
    },
    store: ({ secretKey }) => (draft.credential.secretKey = secretKey),
    tryOut: async (_, signal) => (method === 'temporaryKey' ? undefined : tryAccessKey(draft, deps, signal)),
  });
}

export function askSecurityToken(draft: SignInDraft, deps: SignInDeps): Step {
  const { endpoint, iamEndpoint } = draft.answers;
  return textStep({
    prompt: vscode.l10n.t(
      'Security token of the temporary access key. It is sent to {0} only and kept in SecretStorage.',
      [...new Set([endpoint, iamEndpoint])].join(', '),
    ),
    value: draft.credential.securityToken,
    password: true,
    check: (text) => {
      const result = checkToken(text);
      return 'problem' in result ? vscode.l10n.t('This holds characters that no security token has.') : result;
    },
    store: ({ token }) => (draft.credential.securityToken = token),
    tryOut: (_, signal) => tryAccessKey(draft, deps, signal),
  });
}

async function tryAccessKey(draft: SignInDraft, deps: SignInDeps, signal: AbortSignal): Promise<string | undefined> {
  const problem = await loadProjectList(draft, deps, () => draft.accessKey, signal);
  return problem && describeSignInError(problem, draft.answers.method);
}

export function askAccountName(draft: SignInDraft): Step {
  return askName(
    vscode.l10n.t('Account name, which owns the user. The console shows it under My Credentials.'),
    draft.answers.accountName,
    (accountName) => draft.answer({ accountName }),
  );
}

export function askUserName(draft: SignInDraft): Step {
  return askName(vscode.l10n.t('IAM user name'), draft.answers.userName, (userName) => draft.answer({ userName }));
}

function askName(prompt: string, value: string | undefined, store: (name: string) => void): Step {
  return textStep({
    prompt,
    value,
    check: (text) => (text.trim() === '' ? vscode.l10n.t('Enter the name.') : { name: text.trim() }),
    store: ({ name }) => store(name),
  });
}

/** Asks for the password and tries it at IAM, which also lists the user's projects. */
export function askPassword(draft: SignInDraft, deps: SignInDeps): Step {
  const { accountName = '', userName = '', iamEndpoint = '' } = draft.answers;
  return textStep({
    prompt: vscode.l10n.t('Password of {0}. It is sent to {1} only and not stored.', userName, iamEndpoint),
    password: true,
    check: (password) => (password === '' ? vscode.l10n.t('Enter the password.') : { password }),
    store: ({ password }) => (draft.credential.password = password),
    tryOut: async ({ password }, signal) => {
      const problem = await loadProjectList(
        draft,
        deps,
        async (iam) => {
          const { token } = await iam.fetchAccountToken({ accountName, userName, password }, signal);
          return { kind: 'token', token };
        },
        signal,
      );
      return problem && describeSignInError(problem, 'password');
    },
  });
}

/** Asks for a token as the last step: it is tried before anything is stored. */
export function askToken(draft: SignInDraft, deps: SignInDeps): Step {
  const { endpoint = '', projectId = '' } = draft.answers;
  return textStep({
    prompt: vscode.l10n.t(
      'IAM token of the project (X-Subject-Token). It is sent to {0} only and kept in SecretStorage.',
      endpoint,
    ),
    password: true,
    check: (text) => {
      const result = checkToken(text);
      return 'problem' in result ? describeTokenProblem(result.problem) : result;
    },
    tryOut: ({ token }, signal) => {
      const connection = connectionTo(draft.answers, { id: projectId });
      return verifyAndStore([{ connection, credential: { kind: 'token', token } }], deps, signal);
    },
  });
}

function describeAccessKeyProblem(problem: AccessKeyProblem): string {
  const sentences: Readonly<Record<AccessKeyProblem, string>> = {
    empty: vscode.l10n.t('Enter the access key ID.'),
    notAKey: vscode.l10n.t('This holds characters that no access key ID has.'),
    looksLikeSecretKey: vscode.l10n.t(
      'This looks like the secret key (SK). The access key ID (AK) has 20 letters and digits.',
    ),
  };
  return sentences[problem];
}

function describeSecretKeyProblem(problem: SecretKeyProblem): string {
  const sentences: Readonly<Record<SecretKeyProblem, string>> = {
    empty: vscode.l10n.t('Enter the secret access key.'),
    notAKey: vscode.l10n.t('This holds characters that no secret access key has.'),
    looksLikeAccessKey: vscode.l10n.t(
      'This looks like the access key ID (AK). The secret access key (SK) has 40 letters and digits.',
    ),
  };
  return sentences[problem];
}

function describeTokenProblem(problem: TokenProblem): string {
  const sentences: Readonly<Record<TokenProblem, string>> = {
    empty: vscode.l10n.t('Paste the token.'),
    notAToken: vscode.l10n.t('This holds characters that no token has. Copy the value of X-Subject-Token again.'),
  };
  return sentences[problem];
}
