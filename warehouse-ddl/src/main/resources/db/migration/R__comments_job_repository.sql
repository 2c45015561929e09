-- The meaning of the job repository's tables; Spring Batch writes them.
set local role wh_owner;

comment on table batch.batch_job_instance is 'Grain: one job with one set of identifying parameters.';
comment on column batch.batch_job_instance.job_instance_id is 'Key';
comment on column batch.batch_job_instance.version is 'Counts changes of the row';
comment on column batch.batch_job_instance.job_name is 'Name of the job';
comment on column batch.batch_job_instance.job_key is 'Hash of the identifying parameters';

comment on table batch.batch_job_execution is 'Grain: one try to run a job instance.';
comment on column batch.batch_job_execution.job_execution_id is 'Key';
comment on column batch.batch_job_execution.version is 'Counts changes of the row';
comment on column batch.batch_job_execution.job_instance_id is 'Job instance';
comment on column batch.batch_job_execution.create_time is 'When the row was made, UTC';
comment on column batch.batch_job_execution.start_time is 'When it started, UTC; null = not started';
comment on column batch.batch_job_execution.end_time is 'When it ended, UTC; null = not ended';
comment on column batch.batch_job_execution.status is 'Status, such as COMPLETED or FAILED';
comment on column batch.batch_job_execution.exit_code is 'Exit code of the job';
comment on column batch.batch_job_execution.exit_message is 'Why it ended so, cut to fit';
comment on column batch.batch_job_execution.last_updated is 'When the row was last written, UTC';

comment on table batch.batch_job_execution_params is 'Grain: one parameter of one job execution.';
comment on column batch.batch_job_execution_params.job_execution_id is 'Job execution';
comment on column batch.batch_job_execution_params.parameter_name is 'Name';
comment on column batch.batch_job_execution_params.parameter_type is 'Java type';
comment on column batch.batch_job_execution_params.parameter_value is 'Value as text';
comment on column batch.batch_job_execution_params.identifying is 'Y if it is part of the instance''s key, else N';

comment on table batch.batch_step_execution is 'Grain: one try to run a step of a job execution.';
comment on column batch.batch_step_execution.step_execution_id is 'Key';
comment on column batch.batch_step_execution.version is 'Counts changes of the row';
comment on column batch.batch_step_execution.step_name is 'Name of the step';
comment on column batch.batch_step_execution.job_execution_id is 'Job execution';
comment on column batch.batch_step_execution.create_time is 'When the row was made, UTC';
comment on column batch.batch_step_execution.start_time is 'When it started, UTC; null = not started';
comment on column batch.batch_step_execution.end_time is 'When it ended, UTC; null = not ended';
comment on column batch.batch_step_execution.status is 'Status, such as COMPLETED or FAILED';
comment on column batch.batch_step_execution.commit_count is 'Transactions committed';
comment on column batch.batch_step_execution.read_count is 'Items read';
comment on column batch.batch_step_execution.filter_count is 'Items left out by a processor';
comment on column batch.batch_step_execution.write_count is 'Items written';
comment on column batch.batch_step_execution.read_skip_count is 'Items skipped while reading';
comment on column batch.batch_step_execution.write_skip_count is 'Items skipped while writing';
comment on column batch.batch_step_execution.process_skip_count is 'Items skipped while processing';
comment on column batch.batch_step_execution.rollback_count is 'Transactions rolled back';
comment on column batch.batch_step_execution.exit_code is 'Exit code of the step';
comment on column batch.batch_step_execution.exit_message is 'Why it ended so, cut to fit';
comment on column batch.batch_step_execution.last_updated is 'When the row was last written, UTC';

comment on table batch.batch_step_execution_context is 'Grain: the saved state of one step execution.';
comment on column batch.batch_step_execution_context.step_execution_id is 'Step execution';
comment on column batch.batch_step_execution_context.short_context is 'State as text, cut if long';
comment on column batch.batch_step_execution_context.serialized_context is 'Whole state where it is long; null = short';

comment on table batch.batch_job_execution_context is 'Grain: the saved state of one job execution.';
comment on column batch.batch_job_execution_context.job_execution_id is 'Job execution';
comment on column batch.batch_job_execution_context.short_context is 'State as text, cut if long';
comment on column batch.batch_job_execution_context.serialized_context is 'Whole state where it is long; null = short';
