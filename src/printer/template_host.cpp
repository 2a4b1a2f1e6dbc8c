// What every template sees of the printer, `printer`, and what it can do to it, `action_...`.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/template_host.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "printer/console.hpp"
#include "printer/module.hpp"

namespace escapement::printer {
namespace {

using templates::HostArguments;
using templates::HostValue;

templates::Literal coordinate(const base::Value& value) {
    templates::Literal::Items items;
    if (const auto* list = value.as<base::Value::List>())
        for (const base::Value& number : *list)
            if (const auto* real = number.as<double>()) items.push_back({*real});
    return {std::move(items), templates::Literal::Shape::coordinate};
}

// A module's status; each field is computed when it is read.
class StatusObject final : public templates::HostObject {
  public:
    explicit StatusObject(const Module& module) : module_(module) {}

    std::optional<HostValue> field(std::string_view name) override {
        const Field* const known = find(name);
        if (!known) return std::nullopt;
        auto value = status_of(module_, *known);
        if (known->kind == coordinate_kind) return coordinate(value);
        return value;
    }
    bool has(std::string_view name) override { return find(name) != nullptr; }
    std::vector<std::string> names() override {
        std::vector<std::string> list;
        for (const Field& field : module_.type->schema->status) list.push_back(field.name);
        return list;
    }

  private:
    const Field* find(std::string_view name) const {
        for (const Field& field : module_.type->schema->status)
            if (field.name == name) return &field;
        return nullptr;
    }

    Module module_;
};

// The message that an action was given.
std::string message_of(const HostArguments& arguments, std::string otherwise = "") {
    const base::Value* value = arguments.positional.empty() ? nullptr : &arguments.positional[0];
    for (const auto& [name, named] : arguments.named)
        if (name == "msg") value = &named;
    if (!value) return otherwise;
    if (const auto* text = value->as<std::string>()) return *text;
    return base::to_json(*value);
}

}  // namespace

base::Result<void> RemoteMethods::call(std::string_view name,
                                       const base::Value::Table& parameters) const {
    const auto found = methods_.find(name);
    if (found == methods_.end())
        return base::Error{"Remote method '" + std::string(name) + "' not registered"};
    found->second(parameters);
    return {};
}

// `printer`: the status of all modules by their names.
class TemplateHost::PrinterObject final : public templates::HostObject {
  public:
    explicit PrinterObject(const Modules& modules) : modules_(modules) {}

    std::optional<HostValue> field(std::string_view name) override {
        const Module* const module = modules_.find_status(name);
        if (!module) return std::nullopt;
        if (module->type->host_object) return module->type->host_object(module->object.get());
        auto& object = objects_[module->object.get()];
        if (!object) object = std::make_unique<StatusObject>(*module);
        return object.get();
    }
    bool has(std::string_view name) override { return modules_.find_status(name) != nullptr; }
    std::vector<std::string> names() override { return modules_.status_names(); }
    bool is_mapping() const override { return false; }
    std::string_view type_name() const override { return "printer"; }

  private:
    const Modules& modules_;
    std::map<const void*, std::unique_ptr<StatusObject>> objects_;
};

class TemplateHost::Action final : public templates::HostFunction {
  public:
    using Does = std::function<base::Result<void>(const HostArguments& arguments)>;

    Action(std::string_view name, Does does) : name_(name), does_(std::move(does)) {}

    std::string_view name() const { return name_; }
    base::Result<base::Value> call(const HostArguments& arguments) override {
        if (auto done = does_(arguments); !done) return std::move(done.error());
        return base::Value("");
    }

  private:
    std::string_view name_;
    Does does_;
};

TemplateHost::TemplateHost(const Modules& modules,
                           const Console& console,
                           std::function<void(std::string reason)> shut_down)
    : printer_(std::make_unique<PrinterObject>(modules)) {
    const auto add = [this](std::string_view name, Action::Does does) {
        actions_.push_back(std::make_unique<Action>(name, std::move(does)));
    };
    add("action_respond_info", [&console](const HostArguments& arguments) -> base::Result<void> {
        console.info(base::trim(message_of(arguments)));
        return {};
    });
    add("action_raise_error", [](const HostArguments& arguments) -> base::Result<void> {
        return base::Error{message_of(arguments)};
    });
    add("action_emergency_stop",
        [stop = std::move(shut_down)](const HostArguments& arguments) -> base::Result<void> {
            stop("Shutdown due to " + message_of(arguments, "action_emergency_stop"));
            return {};
        });
    add("action_call_remote_method",
        [this, &console](const HostArguments& arguments) -> base::Result<void> {
            // Nobody listening does not stop a print.
            const auto method = message_of(arguments);
            if (auto called = remote_methods_.call(method, arguments.named); !called)
                console.info(called.error().what);
            return {};
        });
    limits_.random_bits = [this] { return random_(); };
}

TemplateHost::~TemplateHost() = default;

std::optional<HostValue> TemplateHost::find(std::string_view name) {
    if (name == "printer") return printer_.get();
    for (const auto& action : actions_)
        if (action->name() == name) return action.get();
    return std::nullopt;
}

}  // namespace escapement::printer
