// Modules with their types forgotten: how they are made, found again and asked for status.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <typeindex>
#include <utility>
#include <vector>

#include "config/document.hpp"
#include "printer/description.hpp"
#include "printer/errors.hpp"
#include "printer/schema.hpp"

namespace escapement::printer {

struct Context;

// Which section a module was made from.  A module's Config may have a member
// `SectionName section`, which is filled in.
struct SectionName {
    std::string full;   // "heater_fan hotend"
    std::string title;  // "hotend"; the full name where there is no title
    config::Place place;

    // "printer.cfg:12: [heater_fan hotend]"
    std::string text() const { return place.text() + ": [" + full + "]"; }
};

struct ModuleType {
    std::unique_ptr<Schema> schema;
    std::type_index type;
    // Reads the options (all complaints go to `problems`; then nothing is made) and builds.
    // `section` is null for modules that exist without one.  Throws ConfigError.
    std::function<std::shared_ptr<void>(
        const config::Section* section, Context& context, std::vector<config::Problem>& problems)>
        build;
    // Only reads, for a check without a printer.
    std::function<void(const config::Section& section, std::vector<config::Problem>& problems)>
        check;
    std::function<base::Value(const void* module)> status;
    // The defaults of the options, by name.
    std::function<base::Value()> defaults;
};

struct Module {
    std::string name;  // the section's full name, or the type's own
    const ModuleType* type;
    std::shared_ptr<void> object;
};

// A module cannot be built because one that it needs was not; that one's problem is reported.
class MissingModule : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// The modules of one printer, in the order in which they were made; destroyed in reverse.
class Modules {
  public:
    Modules() = default;
    Modules(const Modules&) = delete;
    Modules& operator=(const Modules&) = delete;
    ~Modules() {
        while (!modules_.empty()) modules_.pop_back();
    }

    void add(Module module) { modules_.push_back(std::move(module)); }
    const std::vector<Module>& all() const { return modules_; }
    const Module* find(std::string_view name) const;

    // The module of type T made from the section of that name, or nullptr.
    template <class T>
    T* find(std::string_view name) const {
        const Module* module = find(name);
        if (!module || module->type->type != typeid(T)) return nullptr;
        return static_cast<T*>(module->object.get());
    }
    // The first of its type, or nullptr.
    template <class T>
    T* first() const {
        for (const Module& module : modules_)
            if (module.type->type == typeid(T)) return static_cast<T*>(module.object.get());
        return nullptr;
    }
    // The only one of its type.  Throws MissingModule where its section could not be built.
    template <class T>
    T& the() const {
        T* module = first<T>();
        if (!module) throw MissingModule(typeid(T).name());
        return *module;
    }

  private:
    std::vector<Module> modules_;
};

// Fills `record` from the section; every complaint names file, line and option.
void read_options(const Schema& schema,
                  const config::Section& section,
                  void* record,
                  std::vector<config::Problem>& problems);

SectionName section_name(const config::Section& section);

namespace detail {

template <class M>
concept Configured = requires {
    typename M::Config;
};

template <Configured M>
typename M::Config read_module_config(const Schema& schema,
                                      const config::Section* section,
                                      std::vector<config::Problem>& problems) {
    typename M::Config config{};
    if (!section) return config;
    if constexpr (requires { config.section; }) config.section = section_name(*section);
    read_options(schema, *section, &config, problems);
    return config;
}

template <class M>
std::shared_ptr<void> build_module(const Schema& schema,
                                   const config::Section* section,
                                   Context& context,
                                   std::vector<config::Problem>& problems) {
    if constexpr (Configured<M>) {
        const auto before = problems.size();
        auto config = read_module_config<M>(schema, section, problems);
        if (problems.size() != before) return nullptr;
        return std::make_shared<M>(std::move(config), context);
    } else {
        return std::make_shared<M>(context);
    }
}

template <class M>
base::Value module_status(const Schema& schema, const void* module) {
    base::Value::Table table;
    if constexpr (requires(const M& m) { m.status(); }) {
        const auto& status = static_cast<const M*>(module)->status();
        for (const Field& field : schema.status)
            table.emplace_back(field.name, field.value(&status));
    }
    return table;
}

template <class M>
base::Value module_defaults(const Schema& schema) {
    base::Value::Table table;
    if constexpr (Configured<M>) {
        const typename M::Config config{};
        for (const Field& field : schema.options)
            table.emplace_back(field.name, field.required ? base::Value() : field.value(&config));
    }
    return table;
}

}  // namespace detail

// Everything about one kind of module, from its describe().
template <class M>
ModuleType module_type() {
    auto schema = std::make_unique<Schema>();
    Description<M> description(*schema);
    M::describe(description);
    const Schema* known = schema.get();
    return {
        .schema = std::move(schema),
        .type = typeid(M),
        .build =
            [known](const config::Section* section, Context& context, auto& problems) {
                return detail::build_module<M>(*known, section, context, problems);
            },
        .check =
            [known](const config::Section& section, auto& problems) {
                if constexpr (detail::Configured<M>)
                    detail::read_module_config<M>(*known, &section, problems);
            },
        .status = [known](const void* m) { return detail::module_status<M>(*known, m); },
        .defaults = [known] { return detail::module_defaults<M>(*known); },
    };
}

}  // namespace escapement::printer
