-- What a GPU draws belongs into energy where a site knows it.
set local role wh_owner;

alter table mart.dim_carbon_factor
    add column watts_per_gpu numeric(18,6),
    add constraint watts_per_gpu_are_not_negative check (watts_per_gpu >= 0);
