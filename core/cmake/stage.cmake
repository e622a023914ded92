# container_tco_stage(<name> [USES <earlier stage>...] SOURCES <file>... [PRIVATE_LIBRARIES <target>...])
#
# A stage is compiled once into objects. The static library container_tco_<name> over them links only to the stages that
# it names, so a test of that stage fails to link when the code reaches further right.
function(container_tco_stage name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;SOURCES;PRIVATE_LIBRARIES")
  set(objects container_tco_${name}_objects)
  add_library(${objects} OBJECT ${arg_SOURCES})
  target_compile_features(${objects} PUBLIC cxx_std_20)
  set_target_properties(${objects} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON
                        CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON UNITY_BUILD_BATCH_SIZE 16)
  target_include_directories(${objects} PRIVATE ${PROJECT_SOURCE_DIR}/core
                             ${PROJECT_BINARY_DIR}/core/generated)
  container_tco_warnings(${objects})
  if(arg_PRIVATE_LIBRARIES)
    target_link_libraries(${objects} PRIVATE ${arg_PRIVATE_LIBRARIES})
  endif()

  add_library(container_tco_${name} STATIC EXCLUDE_FROM_ALL $<TARGET_OBJECTS:${objects}>)
  target_compile_features(container_tco_${name} PUBLIC cxx_std_20)
  set_target_properties(container_tco_${name} PROPERTIES LINKER_LANGUAGE CXX)
  target_include_directories(container_tco_${name} PUBLIC ${PROJECT_SOURCE_DIR}/core
                             ${PROJECT_BINARY_DIR}/core/generated)
  foreach(earlier IN LISTS arg_USES)
    target_link_libraries(container_tco_${name} PUBLIC container_tco_${earlier})
  endforeach()
  set_property(GLOBAL APPEND PROPERTY container_tco_stage_objects ${objects})
endfunction()

function(container_tco_warnings target)
  if(MSVC)
    target_compile_options(${target} PRIVATE /W4 $<$<BOOL:${CONTAINER_TCO_WERROR}>:/WX>)
  else()
    # In a unit of several files a local name may be one of another file's unnamed namespace.
    set(shadow $<IF:$<AND:$<BOOL:${CMAKE_UNITY_BUILD}>,$<CXX_COMPILER_ID:GNU>>,-Wshadow=local,-Wshadow>)
    # GCC 12 sees copies that overlap where two strings are joined, and there are none (GCC bug 105651).
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wno-sign-conversion ${shadow}
                           $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
                           $<$<BOOL:${CONTAINER_TCO_WERROR}>:-Werror>)
  endif()
endfunction()

# The library that users link: every stage in one archive, without a third-party name in its interface.
function(container_tco_join_stages target)
  get_property(objects GLOBAL PROPERTY container_tco_stage_objects)
  foreach(stage IN LISTS objects)
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:${stage}>)
  endforeach()
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX POSITION_INDEPENDENT_CODE ON)
  target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/core>
                             $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/core/generated> $<INSTALL_INTERFACE:include>)
endfunction()

# container_tco_embed(<cpp variable> <function> <file>...): a .cpp that holds the files as text (see cmake/embed.cmake).
function(container_tco_embed output function_name)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${function_name}_embedded.cpp)
  list(TRANSFORM ARGN PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/" REGEX "^[^/]" OUTPUT_VARIABLE files)
  string(REPLACE ";" "|" joined "${files}")
  add_custom_command(OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${source} -DFUNCTION=${function_name} "-DFILES=${joined}"
            -P ${PROJECT_SOURCE_DIR}/core/cmake/embed.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/core/cmake/embed.cmake ${PROJECT_SOURCE_DIR}/core/cmake/literal.cmake
    VERBATIM)
  set(${output} ${source} PARENT_SCOPE)
endfunction()

# container_tco_embed_tables(<cpp variable> <function> <folder> <manifest> <file>...): a .cpp that holds many files by
# their path below the folder, and one digest of all (see cmake/embed_tables.cmake).
function(container_tco_embed_tables output function_name folder)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${function_name}_embedded.cpp)
  list(TRANSFORM ARGN PREPEND "${folder}/" OUTPUT_VARIABLE files)
  string(REPLACE ";" "|" joined "${ARGN}")
  add_custom_command(OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${source} -DFUNCTION=${function_name} -DFOLDER=${folder} "-DFILES=${joined}"
            -P ${PROJECT_SOURCE_DIR}/core/cmake/embed_tables.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/core/cmake/embed_tables.cmake
            ${PROJECT_SOURCE_DIR}/core/cmake/literal.cmake
    VERBATIM)
  set(${output} ${source} PARENT_SCOPE)
endfunction()
