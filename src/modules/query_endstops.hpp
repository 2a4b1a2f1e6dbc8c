// What the endstops read right now.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/value.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/endstops.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class QueryEndstops {
  public:
    struct Status {
        base::Value last_query;
    };
    static void describe(printer::Description<QueryEndstops>& module);

    explicit QueryEndstops(printer::Context& context) : context_(context) {}

    // Reports this endstop too, by this name ("x").
    void add(std::string name, printer::EndstopInput& endstop) {
        endstops_.push_back({std::move(name), &endstop});
    }

    Status status() const { return {last_query_}; }

  private:
    runtime::Task<> query();

    printer::Context& context_;
    std::vector<printer::NamedEndstop> endstops_;
    base::Value last_query_ = base::Value::Table{};
};

}  // namespace escapement::modules
