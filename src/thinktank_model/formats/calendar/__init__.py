"""Events as iCalendar (RFC 5545, RFC 7986): dates, time zones, writing and reading."""
