-- The meaning of the tables of batch jobs, as their records in org.scewarehouse.model declare it.
set local role wh_owner;

comment on table mart.dim_queue is
    'Grain: one queue of a batch scheduler. AWS Batch job queues, Slurm and LSF partitions and queues.';
comment on column mart.dim_queue.queue_key is 'Surrogate key; 0 = unknown, -1 = not applicable';
comment on column mart.dim_queue.queue_name is 'Name of the queue, logins masked';
comment on column mart.dim_queue.compute_system_key is 'Cluster or account it belongs to';
comment on column mart.dim_queue.priority_number is 'Priority among queues, the greater first; null = unknown';
comment on column mart.dim_queue.queue_state is 'ENABLED or DISABLED; null = unknown';
comment on column mart.dim_queue.compute_environment_names is
    'Compute environments that it places jobs on, in order, separated by commas; null = unknown';
comment on column mart.dim_queue.first_seen_on is 'First day on which a source showed the member';
comment on column mart.dim_queue.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table mart.dim_job_definition is
    'Grain: one revision of a job definition. AWS Batch only: other schedulers have none.';
comment on column mart.dim_job_definition.job_definition_key is 'Surrogate key; 0 = unknown, -1 = not applicable';
comment on column mart.dim_job_definition.job_definition_name is 'Name without revision, logins masked';
comment on column mart.dim_job_definition.revision_number is 'Revision; null = unknown';
comment on column mart.dim_job_definition.platform_name is
    'EC2, FARGATE or EKS, by the jobs made of it; null = unknown';
comment on column mart.dim_job_definition.compute_system_key is 'Account it belongs to';
comment on column mart.dim_job_definition.first_seen_on is 'First day on which a source showed the member';
comment on column mart.dim_job_definition.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table hr.job_name is
    'Grain: one job attempt some of whose texts are masked in mart. The texts as given; a job without a row '
    'here has nothing masked.';
comment on column hr.job_name.batch_job_key is 'Key of mart.fact_batch_job and mart.fact_batch_job_day';
comment on column hr.job_name.job_name is 'Name of the job as given';
comment on column hr.job_name.queue_name is 'Name of the queue as given; null = unknown';
comment on column hr.job_name.job_definition_name is 'Name of the job definition as given; null = none';
comment on column hr.job_name.first_seen_on is 'First day on which a source showed the member';
comment on column hr.job_name.last_seen_on is
    'Last day on which a source showed the member; the attributes are of that day';

comment on table mart.fact_batch_job is
    'Grain: one finished job attempt, on the day it ended. AWS Batch, Slurm, LSF. Children of arrays are '
    'jobs, the arrays are not; a multi-node job is one row with the sum of its nodes. A job that never got a '
    'node has a row with is_started = false and no times or core time: count it, do not average it.';
comment on column mart.fact_batch_job.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.fact_batch_job.batch_job_key is 'Job attempt: the same key in mart.fact_batch_job_day';
comment on column mart.fact_batch_job.queue_key is 'Queue or partition it was submitted to; 0 = unknown';
comment on column mart.fact_batch_job.job_definition_key is
    'Job definition it was made of; 0 = unknown, -1 = the scheduler has none';
comment on column mart.fact_batch_job.image_key is 'Image it ran; 0 = unknown, -1 = no container';
comment on column mart.fact_batch_job.user_key is 'Person who ran it as they were on that day; 0 = nobody known';
comment on column mart.fact_batch_job.user_id is
    'Person who ran it, durable: join dim_user_now for the person as they are now; 0 = nobody known';
comment on column mart.fact_batch_job.project_key is 'Project it is booked on; 0 = unknown';
comment on column mart.fact_batch_job.compute_system_key is 'Cluster or account it ran on';
comment on column mart.fact_batch_job.source is 'Source system the row comes from; with day it leads to ops.load';
comment on column mart.fact_batch_job.job_id is
    'The scheduler''s own id of the job; of an array child with its index';
comment on column mart.fact_batch_job.attempt_number is
    '1 for the first attempt; a job that is tried again has a row for each';
comment on column mart.fact_batch_job.job_name is 'Name of the job, logins masked';
comment on column mart.fact_batch_job.array_job_id is 'Job id of the array it is a child of; null = not a child';
comment on column mart.fact_batch_job.array_index is 'Its place in the array; null = not a child';
comment on column mart.fact_batch_job.submitted_at is 'When the job was submitted; null = unknown';
comment on column mart.fact_batch_job.eligible_at is
    'When nothing but resources held it back; null = unknown (AWS Batch)';
comment on column mart.fact_batch_job.started_at is 'When the attempt started; null = never, or unknown';
comment on column mart.fact_batch_job.ended_at is 'When the attempt ended';
comment on column mart.fact_batch_job.job_state is
    'succeeded, failed, cancelled, timeout, out_of_memory, node_fail or preempted, of the attempt';
comment on column mart.fact_batch_job.reason_text is 'Reason that the scheduler gives, logins masked; null = none';
comment on column mart.fact_batch_job.exit_code is 'Exit code; null = unknown';
comment on column mart.fact_batch_job.is_started is 'Whether it got a node';
comment on column mart.fact_batch_job.node_count is 'Nodes; null = unknown';
comment on column mart.fact_batch_job.core_count is
    'Cores allocated, all nodes together; fractions on Fargate; null = unknown';
comment on column mart.fact_batch_job.gpu_count is 'GPUs allocated, all nodes together; null = unknown';
comment on column mart.fact_batch_job.memory_request_bytes is 'Memory requested, all nodes together; null = unknown';
comment on column mart.fact_batch_job.memory_bytes_max is 'Most memory used; null = unknown (AWS Batch)';
comment on column mart.fact_batch_job.wait_seconds is
    'Start minus submission; of a later attempt: minus the end of the one before; null = never started, or unknown';
comment on column mart.fact_batch_job.eligible_wait_seconds is 'Start minus eligible; null = unknown';
comment on column mart.fact_batch_job.wall_seconds is 'End minus start; null = never started, or unknown';
comment on column mart.fact_batch_job.cpu_allocated_core_seconds is
    'Cores x wall time, summed over nodes; null = never started, or unknown';
comment on column mart.fact_batch_job.cpu_core_seconds is
    'CPU time used, in core seconds; null = unknown (AWS Batch)';
comment on column mart.fact_batch_job.gpu_seconds is
    'GPUs x wall time, summed over nodes; null = never started, or unknown';
comment on column mart.fact_batch_job.node_seconds is 'Wall time summed over nodes; null = never started, or unknown';

comment on table mart.fact_batch_job_day is
    'Grain: one job attempt x day, with that day''s share. Rows: days on which the attempt ran, started or '
    'ended, and for the first attempt the day of submission. Jobs that run on at the end of the day have '
    'their share: nothing waits for their end. Jobs running over a range = distinct batch_job_key with '
    'is_running.';
comment on column mart.fact_batch_job_day.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.fact_batch_job_day.batch_job_key is 'Job attempt: the same key in mart.fact_batch_job';
comment on column mart.fact_batch_job_day.queue_key is 'Queue or partition it was submitted to; 0 = unknown';
comment on column mart.fact_batch_job_day.job_definition_key is
    'Job definition it was made of; 0 = unknown, -1 = the scheduler has none';
comment on column mart.fact_batch_job_day.image_key is 'Image it ran; 0 = unknown, -1 = no container';
comment on column mart.fact_batch_job_day.user_key is 'Person who ran it as they were on that day; 0 = nobody known';
comment on column mart.fact_batch_job_day.user_id is
    'Person who ran it, durable: join dim_user_now for the person as they are now; 0 = nobody known';
comment on column mart.fact_batch_job_day.project_key is 'Project it is booked on; 0 = unknown';
comment on column mart.fact_batch_job_day.compute_system_key is 'Cluster or account it ran on';
comment on column mart.fact_batch_job_day.source is 'Source system the row comes from; with day it leads to ops.load';
comment on column mart.fact_batch_job_day.job_id is
    'The scheduler''s own id of the job; of an array child with its index';
comment on column mart.fact_batch_job_day.attempt_number is
    '1 for the first attempt; a job that is tried again has a row for each';
comment on column mart.fact_batch_job_day.job_name is 'Name of the job, logins masked';
comment on column mart.fact_batch_job_day.is_submitted is
    'Whether the job was submitted on that day; first attempts only';
comment on column mart.fact_batch_job_day.is_started is 'Whether the attempt started on that day';
comment on column mart.fact_batch_job_day.is_ended is 'Whether the attempt ended on that day';
comment on column mart.fact_batch_job_day.is_running is 'Whether it ran for some time on that day';
comment on column mart.fact_batch_job_day.core_count is 'Cores allocated, all nodes together; null = unknown';
comment on column mart.fact_batch_job_day.wall_seconds is
    'Running time within the day; null = unknown, since its times contradict each other';
comment on column mart.fact_batch_job_day.cpu_allocated_core_seconds is
    'Cores x running time within the day, summed over nodes; null = unknown';
comment on column mart.fact_batch_job_day.cpu_core_seconds is
    'CPU time used, in proportion to the running time within the day; null = unknown (AWS Batch)';
comment on column mart.fact_batch_job_day.gpu_seconds is
    'GPUs x running time within the day, summed over nodes; null = unknown';
comment on column mart.fact_batch_job_day.node_seconds is
    'Running time within the day summed over nodes; null = unknown';
comment on column mart.fact_batch_job_day.memory_request_byte_seconds is
    'Requested memory x running time within the day, summed over nodes; null = unknown';
comment on column mart.fact_batch_job_day.wait_seconds is
    'Wait, booked once: on the day the attempt started; null on other days, or unknown';
comment on column mart.fact_batch_job_day.eligible_wait_seconds is
    'Wait since eligible, booked once: on the day the attempt started; null on other days, or unknown';
