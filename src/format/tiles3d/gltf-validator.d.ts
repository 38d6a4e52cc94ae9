/** What we use of Khronos's validator, which brings no types. */
declare module 'gltf-validator' {
  export interface ValidationMessage {
    code: string
    message: string
    /** 0 error, 1 warning, 2 information, 3 hint. */
    severity: number
    /** JSON pointer. */
    pointer?: string
  }

  export interface ValidationReport {
    issues: { numErrors: number; numWarnings: number; messages: ValidationMessage[]; truncated: boolean }
  }

  export function validateBytes(
    data: Uint8Array,
    options?: {
      maxIssues?: number
      ignoredIssues?: string[]
      externalResourceFunction?: (uri: string) => Promise<Uint8Array>
    },
  ): Promise<ValidationReport>
}
