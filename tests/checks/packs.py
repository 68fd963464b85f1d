"""A small pack for a kind of report that the checker knows nothing of, built around one rule."""

from __future__ import annotations

import textwrap

HEAD = """\
pack: tiny
version: "1"
title: {zh: 小包, en: Tiny}
vocabulary:
  chief: [站长, 所长]
  guard-denied: [没有]
  guard-modal: [应当]
  guard-other: [副站长]
  guard-unit: [我站]
parts:
  done:
    title: {zh: 做了什么, en: Done}
    heading: {strong: [完成情况, 工作完成], weak: [情况], unless: [申请情况], never: [合计]}
    statement: [主要做了]
    thematic: {min: 2}
  lacking:
    title: {zh: 缺什么, en: Lacking}
    heading: {strong: [不足]}
    statement: ['(还|仍)有不足']
    hollow: {stops: [过于热心], lacks: true}
  why:
    title: {zh: 为什么, en: Why}
    within: lacking
    heading: {strong: [原因]}
    statement: [上述不足的原因]
    cues:
      before: [主要原因(是)?, 原因是, '原因:']
      within: ['由于[^。;,]{1,20}']
      behind: [所致]
      promised: [主要是]
      outcome: [导致]
      implied: ['受.{1,8}影响']
      denied: [原因没有分析]
    hollow: {remedy: [今后要], success: ['成绩.{0,6}原因']}
  coming:
    title: {zh: 打算, en: Coming}
    heading: {strong: [打算]}
    statement: [下一步]
    coming: true
    hollow: {answers: lacking, stops: [另行制定], solves: [解决]}
year: ['观测期自[0-9]{4}年']
tables:
  readings:
    title: {zh: 降水表, en: Precipitation}
    part: done
    rows: {rain: [雨量], snow: [雪量, '雪.{0,2}量'], all: [合计]}
    columns: {spring: [春], autumn: [秋], year: [全年]}
genres:
  tiny-report:
    report: true
    title: {zh: 年报, en: Report}
    name: [观测年报]
    signs: [{weight: 6, patterns: [观测情况如下]}]
  tiny-plan:
    title: {zh: 方案, en: Plan}
    name: [观测方案]
    signs: [{weight: 6, patterns: [制定本方案]}]
filers:
  station: {title: {zh: 站, en: Station}, issuer: [气象局], deadline: 02-15}
  other: {title: {zh: 其他, en: Other}, issuer: [局]}
groups:
  main: {title: {zh: 主, en: Main}, weight: 100}
rules:
  only:
    group: main
    title: {zh: 一条, en: One}
    basis: practice
    severity: error
    weight: 1
    check: CHECK
    options: OPTIONS
    message:
      pass: {zh: 好, en: Good}
      fail: {zh: 不好, en: Bad}
    fix: {zh: 改, en: Mend}
    effort: minutes
    cases:
      - {state: pass, text: 甲}
      - {state: fail, text: 乙}
"""


def tiny(check: str, options: str = "{}") -> str:
    """The pack with one rule ``only`` of the primitive *check*; *options* is YAML in flow style."""
    return textwrap.dedent(HEAD).replace("CHECK", check).replace("OPTIONS", options)
