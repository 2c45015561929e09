package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scewarehouse.model.TenPeople.askAfter;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every view of schema hr that names the person of a row names nobody else. */
class ReportNamesTest {

    /**
     * Persons 2 and 3 are known, person 2 by two identifiers, of which one is of two systems and one ended; both have
     * what others have too.
     */
    private static final String NAMED = """
            delete from hr.bridge_identity;
            insert into hr.bridge_identity values
                ('login', 'ada', 2, 'login', '1900-01-01', '9999-12-31'),
                ('connect', 'ada', 2, 'login', '1900-01-01', '9999-12-31'),
                ('email', 'ada@x.org', 2, 'email', '1900-01-01', '2026-02-01'),
                ('login', 'ben', 3, 'login', '1900-01-01', '9999-12-31');
            insert into mart.fact_batch_job_day
            select (jsonb_populate_record(null::mart.fact_batch_job_day, to_jsonb(f) || jsonb_build_object(
                'batch_job_key', 100 + person, 'job_id', 'x' || person, 'user_id', person, 'user_key', 100 + person))).*
            from mart.fact_batch_job_day f
            cross join generate_series(3, 4) person
            where f.batch_job_key = 2;
            update mart.dim_content set user_id = 2 where content_key = 2;
            """;

    @Test
    void aRowNamesItsOwnPersonAndNobodyElse() {
        List<String> views = askAfter("select 1", """
                select table_name || case when bool_or(column_name = 'period_name')
                    then ' where period_name = ''all data''' else '' end
                from information_schema.columns
                where table_schema = 'hr'
                group by table_name
                having bool_or(column_name = 'identifiers') and bool_or(column_name = 'user_id')
                order by 1
                """);
        assertThat(views).hasSizeGreaterThan(10).anyMatch(view -> view.startsWith("job_cost"));
        List<String> questions = new ArrayList<>();
        for (String view : views) {
            questions.add("select '" + view.replaceFirst(" .*", "") + "', user_id, identifiers from hr." + view);
        }
        List<String> found = askAfter(
                NAMED,
                "select name, user_id, (select string_agg(one, ', ' order by one)"
                        + " from unnest(string_to_array(identifiers, ', ')) one) as identifiers from ("
                        + String.join(" union all ", questions) + ") answer(name, user_id, identifiers)");
        assertThat(found)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).matches(".*\\|(2\\|ada, ada@x.org|3\\|ben|(?!2\\||3\\|)\\d*\\|-)"));
        assertThat(found).contains("job_cost|2|ada, ada@x.org", "job_cost|3|ben", "container_idleness|4|-");
    }

    @Test
    void aPersonHasTheNameThatHrGives() {
        String people = """
                insert into hr.person values
                    (2, 'E2', 'ada', null, 'Ada', 'Byron'), (3, 'E3', 'ben', null, null, 'Chan'),
                    (4, 'E4', null, null, null, null);
                """;
        assertThat(askAfter(
                        people,
                        "select user_id, person_name from hr.container_idleness where period_name = 'all data'"
                                + " and user_id between 1 and 4 order by 1"))
                .containsExactly("1|-", "2|Ada Byron", "3|Chan", "4|-");
    }

    @Test
    void whatIsHitNamesItsPersonAndTheirManager() {
        String manager =
                "insert into hr.bridge_identity values" + " ('login', 'max', 1, 'login', '1900-01-01', '9999-12-31')";
        assertThat(askAfter(
                        NAMED + manager,
                        "select distinct user_id, identifiers, manager_user_id, manager_identifiers"
                                + " from hr.runtime_impact('4') where user_id < 5 order by 1"))
                .containsExactly("1|max|-|-", "2|ada, ada@x.org|1|max", "3|ben|1|max", "4|-|1|max");
    }
}
