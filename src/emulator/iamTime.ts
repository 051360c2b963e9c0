/** How IAM writes times: `2020-01-03T09:05:22.701000Z`. */
export function iamTime(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('Z', '000Z');
}
