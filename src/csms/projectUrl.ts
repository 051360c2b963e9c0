/** `path` within the project, such as `csms/tags`. The version is always `v1`, whatever older documents call it. */
export function projectUrl(endpoint: string, projectId: string, path: string): string {
  // URLs resolve dot segments even when they are percent-encoded.
  if (/^\.{0,2}$/u.test(projectId)) throw new RangeError('A project id cannot be empty or only dots.');
  if (/\p{Cs}/u.test(projectId)) throw new RangeError('A project id cannot hold half of a character.');
  return `${endpoint}/v1/${encodeURIComponent(projectId)}/${path}`;
}
