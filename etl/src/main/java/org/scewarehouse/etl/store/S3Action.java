package org.scewarehouse.etl.store;

/** What is asked of a store, in words, and the right that it takes. */
enum S3Action {
    LIST("list", "s3:ListBucket"),
    READ("read", "s3:GetObject"),
    WRITE("write", "s3:PutObject"),
    DELETE("delete", "s3:DeleteObject"),
    ABORT("abort the upload of", "s3:AbortMultipartUpload"),
    LIST_UPLOADS("list the unfinished uploads of", "s3:ListBucketMultipartUploads");

    private final String words;
    private final String right;

    S3Action(String words, String right) {
        this.words = words;
        this.right = right;
    }

    String words() {
        return words;
    }

    /** Name of the right in a policy of AWS. */
    String right() {
        return right;
    }
}
