/** Whether a real hub is tested, and where it is. */
export const real = process.env.HUB_URL !== undefined;
export const hubUrl = (process.env.HUB_URL ?? 'http://localhost:18090').replace(/\/$/, '');
export const mllpPort = Number(process.env.HUB_MLLP_PORT ?? (real ? 2575 : 12575));
