const hour = 3_600_000;

/** How long a sign-in lasts, in milliseconds: at most, and while nobody uses it. */
export const signInLasts = { atMost: 12 * hour, unused: hour } as const;
