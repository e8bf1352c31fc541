"""ofrecord: the dated public record behind the numbers in the news."""
