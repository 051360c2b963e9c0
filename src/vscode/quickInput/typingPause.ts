/** The service is asked this long after the last keystroke (ms): for a word once, and not by letters. */
export const typingPause = 250;
