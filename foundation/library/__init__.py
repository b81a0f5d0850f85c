"""What has been published: immutable publications, and the public pages that read nothing else."""
