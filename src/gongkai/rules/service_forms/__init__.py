"""Forms of online business (网上业务表单): what their tables say, and what may be filled in."""

from gongkai.rules.service_forms.batches import (
    BaseLimits,
    BatchColumn,
    BatchDefinition,
    RowProblem,
    WorkersOfBatch,
    row_problems,
)
from gongkai.rules.service_forms.bundled import bundled_form, bundled_forms
from gongkai.rules.service_forms.changes import carried_values, changes_between
from gongkai.rules.service_forms.checking import (
    Problem,
    problems_of,
    problems_of_batch,
    problems_of_files,
    tidy_values,
)
from gongkai.rules.service_forms.definition import (
    Condition,
    FieldDefinition,
    FieldKind,
    FormDefinition,
    FormRule,
    MaterialDefinition,
    RuleKind,
    SectionDefinition,
)
from gongkai.rules.service_forms.reading import FormFaulty, read_definition, table_digest
from gongkai.rules.service_forms.showing import shown_value
from gongkai.rules.service_forms.writing import written_table

__all__ = [
    "BaseLimits",
    "BatchColumn",
    "BatchDefinition",
    "Condition",
    "FieldDefinition",
    "FieldKind",
    "FormDefinition",
    "FormFaulty",
    "FormRule",
    "MaterialDefinition",
    "Problem",
    "RowProblem",
    "RuleKind",
    "SectionDefinition",
    "WorkersOfBatch",
    "bundled_form",
    "bundled_forms",
    "carried_values",
    "changes_between",
    "problems_of",
    "problems_of_batch",
    "problems_of_files",
    "read_definition",
    "row_problems",
    "shown_value",
    "table_digest",
    "tidy_values",
    "written_table",
]
