# SPDX-License-Identifier: Apache-2.0
"""Prints a Delta table as one line of JSON, as the deltalake package and Arrow see it.

Usage: delta_reader.py DIRECTORY

{"columns": [{"name": ..., "type": ...}, ...], "rows": [[...], ...]}

A type is {"text": Arrow's own words, "kind": "scalar" | "list" | "map" | "struct", "members": [{"name", "type"}, ...]}: the
element of a list, the key and value of a map, the fields of a struct. Structs are arrays of their fields, maps are arrays of
pairs, binary is Base64, dates and times are ISO 8601; decimals and floating-point numbers are texts of all their digits.
"""

import base64
import datetime
import decimal
import json
import struct
import sys

import deltalake
import pyarrow
import pyarrow.types as types


def described(of):
    if types.is_map(of):
        kind, members = "map", [("key", of.key_type), ("value", of.item_type)]
    elif types.is_list(of):
        kind, members = "list", [("element", of.value_type)]
    elif types.is_struct(of):
        kind, members = "struct", [(field.name, field.type) for field in of]
    else:
        kind, members = "scalar", []
    members = [{"name": name, "type": described(member)} for name, member in members]
    return {"text": str(of), "kind": kind, "members": members}


def plain(value, of):
    if value is None:
        return None
    if types.is_map(of):
        return [[plain(key, of.key_type), plain(item, of.item_type)] for key, item in value]
    if types.is_list(of):
        return [plain(element, of.value_type) for element in value]
    if types.is_struct(of):
        return [plain(value[field.name], field.type) for field in of]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, float):
        return single(value) if types.is_float32(of) else repr(value)
    return value


def single(value):
    """The shortest text that is this number and no other of 32 bits."""
    texts = (f"{value:.{digits}g}" for digits in range(1, 10))
    return next((text for text in texts if struct.pack("f", float(text)) == struct.pack("f", value)), repr(value))


def main(directory):
    table = deltalake.DeltaTable(directory).to_pyarrow_table()
    columns = [{"name": field.name, "type": described(field.type)} for field in table.schema]
    rows = [
        [plain(row[field.name], field.type) for field in table.schema]
        for row in table.to_pylist(maps_as_pydicts=None)
    ]
    print(json.dumps({"versions": [deltalake.__version__, pyarrow.__version__], "columns": columns, "rows": rows}))


main(sys.argv[1])
