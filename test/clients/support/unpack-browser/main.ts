import chromium from '@sparticuz/chromium';

/** Unpacks Chromium into the folder for temporary files, which TMPDIR names. */
await chromium.executablePath();
