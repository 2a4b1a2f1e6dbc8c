// What a template may see of the program that evaluates it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "base/value.hpp"
#include "template/literal.hpp"

namespace escapement::templates {

class HostFunction;
class HostObject;

// A value, which is copied, or something that must live as long as the evaluation.
using HostValue = std::variant<base::Value, HostObject*, HostFunction*, Literal>;

// Something with named fields that are computed when a template reads them, each at most once in
// an evaluation: `printer`, or the status of a module.
class HostObject {
  public:
    virtual ~HostObject() = default;
    // Nothing if there is no such field.
    virtual std::optional<HostValue> field(std::string_view name) = 0;
    virtual bool has(std::string_view name) { return field(name).has_value(); }
    // In the order in which a loop over the object finds them.
    virtual std::vector<std::string> names() = 0;
    // Whether it behaves as a dict, with items() and so on; if a template asks for all of it, all
    // fields are computed.  Otherwise its fields can only be looked up and gone through, and keys
    // may have blanks around, as Klipper's `printer`.
    virtual bool is_mapping() const { return true; }
    // For messages.
    virtual std::string_view type_name() const { return "dict"; }
};

struct HostArguments {
    std::vector<base::Value> positional;
    std::vector<std::pair<std::string, base::Value>> named;
};

// A function that templates can call.  Tuples arrive as lists, undefined values as empty text.
class HostFunction {
  public:
    virtual ~HostFunction() = default;
    // An error ends the evaluation.
    virtual base::Result<base::Value> call(const HostArguments& arguments) = 0;
};

// The variables of an evaluation, asked for when a template first reads them.
class Names {
  public:
    virtual ~Names() = default;
    virtual std::optional<HostValue> find(std::string_view name) const = 0;
    // The template has changed a list or dict that find() gave as a Literal; this is it now.
    // Called when the evaluation ends.
    virtual void changed(std::string_view, const Literal&) const {}
};

// A few of them in a list; a later one of the same name replaces the earlier.
class NameList final : public Names {
  public:
    void set(std::string name, HostValue value) {
        for (auto& [known, old] : values_)
            if (known == name) return void(old = std::move(value));
        values_.emplace_back(std::move(name), std::move(value));
    }
    std::optional<HostValue> find(std::string_view name) const override {
        for (const auto& [known, value] : values_)
            if (known == name) return value;
        return std::nullopt;
    }

  private:
    std::vector<std::pair<std::string, HostValue>> values_;
};

}  // namespace escapement::templates
