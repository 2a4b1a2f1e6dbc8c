// Macros as values, and how the arguments of a call find their parameters.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/macro.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "template/dict.hpp"

namespace escapement::templates {
namespace {

class MacroEntity final : public Entity {
  public:
    MacroEntity(Evaluator& evaluator, const Function& function, Activation* around)
        : evaluator_(evaluator), function_(function), around_(around) {}

    std::string_view type_name() const override { return "jinja2.runtime.Macro"; }
    bool callable() const override { return true; }
    Value call(Run&, const Arguments& arguments) override {
        return evaluator_.call_function(function_, around_, arguments);
    }
    Value attribute(Run& run, std::string_view name) override {
        if (name == "name")
            return function_.name != 0 ? Value::text(evaluator_.text(function_.name))
                                       : Value::none();
        if (name == "caller") return Value::boolean(function_.takes_caller);
        if (name == "catch_kwargs") return Value::boolean(function_.takes_named);
        if (name == "catch_varargs") return Value::boolean(function_.takes_rest);
        return name == "arguments" ? arguments(run) : Value();
    }
    void print(Run&, Writer& to) override {
        to << "<Macro ";
        if (function_.name != 0)
            to << "'" << evaluator_.text(function_.name) << "'>";
        else
            to << "anonymous>";
    }

  private:
    Value arguments(Run& run) const {
        std::vector<Value> names;
        for (const auto& parameter : function_.parameters)
            names.push_back(Value::text(evaluator_.text(evaluator_.node(parameter.name).text)));
        return run.tuple(names);
    }

    Evaluator& evaluator_;
    const Function& function_;
    Activation* around_;
};

// The variables of a call while they are filled.
class Binding {
  public:
    Binding(Run& run, Expressions& expressions, const Call& call, const Arguments& arguments)
        : run_(run),
          expressions_(expressions),
          function_(call.function),
          variables_(call.variables),
          arguments_(arguments),
          named_(arguments.named.begin(), arguments.named.end()) {}

    void bind() {
        bind_parameters();
        bind_caller();
        bind_named();
        bind_rest();
        fill_defaults();
    }

  private:
    std::string_view name_of(const FunctionParameter& parameter) const {
        return expressions_.text(expressions_.node(parameter.name).text);
    }
    Value& variable_of(const FunctionParameter& parameter) const {
        return variables_[expressions_.node(parameter.name).place.index];
    }
    std::string name() const {
        return function_.name != 0 ? "'" + std::string(expressions_.text(function_.name)) + "'"
                                   : "None";
    }

    // Takes a named argument that no parameter has taken yet.
    Value take(std::string_view wanted) {
        const auto found =
            std::find_if(named_.begin(), named_.end(), [&](const NamedArgument& one) {
                return one.name == wanted;
            });
        if (found == named_.end()) return {};
        const Value value = found->value;
        named_.erase(found);
        return value;
    }

    void bind_parameters() {
        std::size_t place = 0;
        for (const auto& parameter : function_.parameters) {
            const auto& positional = arguments_.positional;
            variable_of(parameter) =
                place < positional.size() ? positional[place] : take(name_of(parameter));
            ++place;
        }
    }

    void bind_caller() {
        const bool own = std::any_of(
            function_.parameters.begin(),
            function_.parameters.end(),
            [&](const FunctionParameter& parameter) { return name_of(parameter) == "caller"; });
        if (!function_.takes_caller || own) return;
        const Value caller = take("caller");
        variables_[function_.caller_index] = caller.given() && !caller.is(Kind::none)
                                                 ? caller
                                                 : run_.undefined_because("No caller defined");
    }

    void bind_named() {
        if (function_.takes_named) {
            const Value rest = new_dict(run_);
            for (const NamedArgument& one : named_)
                put(run_, rest.as_dict(), Value::text(one.name), one.value);
            variables_[function_.named_index] = rest;
        } else if (!named_.empty()) {
            const std::string first(named_[0].name);
            run_.fail(Fault::type,
                      "macro " + name() +
                          (take("caller").given()
                               ? " was invoked with two values for the special caller argument."
                                 " This is most likely a bug."
                               : " takes no keyword argument '" + first + "'"));
        }
    }

    void bind_rest() {
        const auto count = function_.parameters.size();
        const auto given = arguments_.positional.size();
        if (function_.takes_rest)
            variables_[function_.rest_index] =
                run_.tuple(arguments_.positional.subspan(std::min(count, given)));
        else if (given > count)
            run_.fail(Fault::type,
                      "macro " + name() + " takes not more than " + std::to_string(count) +
                          " argument(s)");
    }

    void fill_defaults() {
        for (const auto& parameter : function_.parameters) {
            if (variable_of(parameter).given() || run_.failed()) continue;
            if (parameter.otherwise != 0) {
                variable_of(parameter) = expressions_.evaluate(parameter.otherwise);
                continue;
            }
            const Value hint =
                run_.text("parameter '" + std::string(name_of(parameter)) + "' was not provided");
            variable_of(parameter) = run_.undefined_because(hint.as_text());
        }
    }

    Run& run_;
    Expressions& expressions_;
    const Function& function_;
    Value* variables_;
    const Arguments& arguments_;
    std::vector<NamedArgument> named_;
};

}  // namespace

Value new_macro(Run& run, Evaluator& evaluator, const Function& function, Activation* around) {
    return Value::entity(run.heap().make<MacroEntity>(evaluator, function, around));
}

void bind(Run& run, Expressions& expressions, const Call& call, const Arguments& arguments) {
    Binding(run, expressions, call, arguments).bind();
}

}  // namespace escapement::templates
