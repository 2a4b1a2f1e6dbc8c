// The filters of Jinja2: found by name, and what several of them share.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "template/native.hpp"
#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

// The filter of this name, or nullptr.
const Native* find_filter(std::string_view name);
// Why a filter of Jinja2 is not here, or empty.
std::string_view why_no_filter(std::string_view name);

// What sort, map and others take as `attribute`: "name", "a.b", "a.0" or a number.  Letters count
// as small ones if the case is not to matter.
class AttributePath {
  public:
    AttributePath(Run& run, const Value& path);
    // Missing `other` means that what is not there stays undefined.
    Value of(Run& run, Value item, const Value& other = {}) const;

  private:
    std::vector<Value> parts_;
};

// A text in small letters, anything else as it is.
Value without_case(Run& run, const Value& value);
// Calls a filter or test by the name that a template computed.
Value call_filter(Run& run, const Value& name, const Value& value, const Arguments& arguments);
Value call_test(Run& run, const Value& name, const Value& value, const Arguments& arguments);

}  // namespace escapement::templates
