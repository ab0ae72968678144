/** A page of the worklist: cases of all channels with letter and units, as the portal asks. */
export const WORKLIST_QUERY = /* GraphQL */ `
  query Worklist($first: Int!, $after: String) {
    cases(first: $first, after: $after, orderBy: DUE_AT_ASC) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        cursor
        node {
          id
          registrationNumber
          mailbox
          channel
          type
          state
          submittedAt
          deadlines {
            id
            kind
            dueOn
            isOverdue
          }
          mailboxUnit {
            id
            name
          }
          handlingUnits {
            id
            name
          }
          petition {
            id
            title
            petitioner {
              name
              isMasked
            }
          }
        }
      }
    }
  }
`;
