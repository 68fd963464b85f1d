"""JUnit XML, read back by a library that CI tools read it with."""

from __future__ import annotations

from junitparser import Error, Failure, JUnitXml, Skipped, TestSuite

from tests.render.assessments import assessment, item, quote
from tests.render.outputs import BROKEN, HOSTILE, THIRD_PAGE, WAIVED, hostile, render
from tests.tables import every_row


def suites(*assessments, **view):
    return list(JUnitXml.fromstring(render("junit", *assessments, **view).encode("utf-8")))


def result(case):
    (found,) = case.result
    return found


def test_a_suite_a_report_and_a_case_a_rule():
    made = assessment(
        item("causes", severity="error"), item("b", "partial"), item("c", "pass"), item("d", "skip", evidence=()),
        item("e", waived=WAIVED),
    )  # fmt: skip
    (suite,) = suites(made)
    assert isinstance(suite, TestSuite)
    assert (suite.name, suite.tests, suite.failures, suite.errors, suite.skipped) == ("reports/a.txt", 5, 2, 0, 2)
    assert {one.name: one.value for one in suite.properties()} == {
        "verdict": "fail", "pack": "fake 1.0", "score": "71.5",
    }  # fmt: skip
    cases = list(suite)
    assert [case.name for case in cases][:2] == ["要求causes [causes]", "要求b [b]"]
    failure = result(cases[0])
    assert isinstance(failure, Failure)
    assert (failure.type, failure.message) == ("error", "没有原因")
    assert failure.text.split("\n")[0] == "reports/a.txt"
    assert "第5行第1字 “执法力量不足”" in failure.text
    assert "第二十四条" in failure.text
    assert "补上原因" in failure.text
    assert cases[2].result == []
    assert isinstance(result(cases[3]), Skipped)
    assert WAIVED["reason"] in result(cases[4]).message


def test_an_unreadable_input_is_an_error():
    xml = JUnitXml.fromstring(render("junit", BROKEN, assessment(item("a"))).encode("utf-8"))
    assert (xml.tests, xml.failures, xml.errors, xml.skipped) == (2, 1, 1, 0)
    broken, judged = xml
    assert (broken.tests, broken.errors, judged.failures) == (1, 1, 1)
    (case,) = broken
    assert isinstance(result(case), Error)
    assert (result(case).type, result(case).message) == ("empty", "文件是空的，没有任何文字。")


def test_the_counts_are_those_of_the_cases():
    xml = JUnitXml.fromstring(render("junit", BROKEN, assessment(item("a"), item("b", "skip"))).encode("utf-8"))
    told = (xml.tests, xml.failures, xml.errors, xml.skipped)
    xml.update_statistics()
    assert told == (xml.tests, xml.failures, xml.errors, xml.skipped)


def test_a_page():
    (suite,) = suites(assessment(item("a", evidence=(quote(place=THIRD_PAGE),))), lang="en")
    assert "page 3" in result(next(iter(suite))).text


def test_no_report_at_all():
    assert suites() == []


@every_row("words", HOSTILE)
def test_hostile_words_stay_words(words):
    (suite,) = suites(hostile(words))
    assert (suite.tests, suite.failures, suite.skipped) == (2, 1, 1)
    gap, waived = suite
    shown = " ".join(words.split()).encode("ascii", "ignore").decode()
    if shown.isprintable():
        assert shown in result(gap).text.encode("ascii", "ignore").decode()
        assert shown in result(waived).message.encode("ascii", "ignore").decode()
