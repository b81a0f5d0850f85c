"""Numbers that were sent and that no database holds."""

from typing import Any

from django.db.models import IntegerField
from django.db.models.lookups import In


class OfNumbersThatFit(In):
    """One of these numbers; what is too large for the field is none of them, as Django has it for one."""

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        """The numbers that fit, for the database."""
        if self.rhs_is_direct_value():
            least, most = connection.ops.integer_field_range(self.lhs.output_field.get_internal_type())
            self.rhs = [each for each in self.rhs if not isinstance(each, int) or least <= each <= most]
        return super().process_rhs(compiler, connection)


def take_no_others() -> None:
    """Let every list of choices ask in this way."""
    IntegerField.register_lookup(OfNumbersThatFit)
