/** How long a state may take to come about, in ms: ten times what it takes on a slow machine. */
export const patience = 30_000;

/** Between two looks, in ms. */
const interval = 50;

/**
 * Looks until there is something to see: for what no locator can say. `probe` answers `undefined` for "not yet"; what
 * it throws counts as that too, because a page may be rebuilt while it is read. When patience runs out, the error says
 * what was awaited and what was there instead.
 */
export async function waitFor<T>(
  what: string,
  probe: () => Promise<T | undefined>,
  { timeout = patience, instead }: { timeout?: number; instead?: () => Promise<unknown> } = {},
): Promise<T> {
  const deadline = Date.now() + timeout;
  let lastError: unknown;
  do {
    try {
      const value = await probe();
      if (value !== undefined) return value;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    await new Promise((resolve) => setTimeout(resolve, interval));
  } while (Date.now() < deadline);
  const seen = instead === undefined ? '' : ` Instead: ${JSON.stringify(await instead().catch(String))}`;
  throw new Error(`Waited ${timeout / 1000} s for ${what}.${seen}`, { cause: lastError });
}
