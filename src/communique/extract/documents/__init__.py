"""What agreements are made of: lists of documents, accessions, signatories and stages."""
