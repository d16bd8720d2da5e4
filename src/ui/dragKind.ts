/** Type of what is dragged from the list of steps: the id of a kind. */
export const KIND_MIME = 'application/x-cauce-kind';
