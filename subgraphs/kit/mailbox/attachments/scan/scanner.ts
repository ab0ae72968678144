/** What a scanner says of a file. */
export interface ScanResult {
  isInfected: boolean;
  /** Name of what was found. */
  signature: string | null;
}

/** Looks for what does harm; closing ends its connections. */
export interface Scanner extends AsyncDisposable {
  /** @throws Error where it cannot say */
  scan: (bytes: AsyncIterable<Buffer>, signal: AbortSignal) => Promise<ScanResult>;
}
