"""Days, hours and rules as people write them, in Chinese and English: the parts that reading schedules and hours share."""
