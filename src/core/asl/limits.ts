/** Limits of the language and the service (AWS documentation, "Service quotas" and the pages of the states; 2025). */
export const LIMITS = {
  definitionBytes: 1024 * 1024,
  stateName: 80,
  variableName: 80,
  mapLabel: 40,
  seconds: 99_999_999,
  maxDelaySeconds: 31_622_400,
  retries: 99_999_999,
  batchBytes: 262_144,
  mapItems: 100_000_000,
  intrinsicNesting: 10,
} as const;

/** From here on a person should know that the definition comes near its limit. */
export const DEFINITION_BYTES_WARNING = 0.8 * LIMITS.definitionBytes;
