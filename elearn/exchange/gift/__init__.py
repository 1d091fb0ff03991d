"""GIFT: Moodle's text format, read as leniently as Moodle does and louder where Moodle is silent."""
