/** A query, its variables and one letter fit many times over. */
export const MAX_BODY_BYTES = 1024 * 1024;
